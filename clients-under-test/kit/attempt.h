// What the drivers of C on blocking libraries have in common: the events of one attempt, and its time (docs/clients.md).
#pragma once
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t is_open = false;

static void say(const char *word, const char *text) {
  printf("%s %s\n", word, text);
  fflush(stdout);
}

static void on_timeout(int number) {
  if (!is_open && write(STDOUT_FILENO, "HUNG\n", 5) < 5) _exit(3);
  _exit(is_open ? 0 : 3);
}

static void start_timer(void) {
  const char *timeout = getenv("WSSPEC_TIMEOUT_MS");
  long ms = timeout ? atol(timeout) : 5000;
  struct itimerval timer = {.it_value = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000}};
  signal(SIGALRM, on_timeout);
  setitimer(ITIMER_REAL, &timer, NULL);
}

// The WebSocket is open; the subprotocol may be NULL.
static void opened(const char *protocol) {
  is_open = true;
  printf("OPEN {\"protocol\":\"%s\"}\n", protocol ? protocol : "");
  fflush(stdout);
}

static void message(const char *text, size_t length) {
  printf("MESSAGE \"%.*s\"\n", (int)length, text);
  fflush(stdout);
}
