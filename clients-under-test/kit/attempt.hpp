// What the drivers of C++ have in common: the events of one attempt, and its time (docs/clients.md).
#pragma once
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>
#include <thread>

static std::atomic<bool> is_open{false};

[[noreturn]] inline void finish(int code) {
  std::cout.flush();
  std::_Exit(code);
}

// The WebSocket is open, and the library cannot report the subprotocol that the server selected.
inline void opened() {
  is_open = true;
  std::cout << "OPEN {}" << std::endl;
}

inline void opened(const std::string &protocol) {
  is_open = true;
  std::cout << "OPEN {\"protocol\":" << std::quoted(protocol) << '}' << std::endl;
}

inline void message(const std::string &text) {
  std::cout << "MESSAGE " << std::quoted(text) << std::endl;
}

// The library reports an error. Before the WebSocket is open, it will not open.
inline void failed(const std::string &text) {
  std::cout << (is_open ? "ERROR " : "FAIL ") << text << std::endl;
}

// Calls `talk`, which connects and returns once the connection is over, and ends the program.
template <typename Talk> [[noreturn]] void run(Talk talk) {
  auto timeout = std::getenv("WSSPEC_TIMEOUT_MS");
  std::thread([=] {
    std::this_thread::sleep_for(std::chrono::milliseconds(timeout ? std::atoi(timeout) : 5000));
    if (!is_open) std::cout << "HUNG" << std::endl;
    finish(is_open ? 0 : 3);
  }).detach();
  try {
    talk();
  } catch (const std::exception &error) {
    failed(error.what());
  }
  finish(is_open ? 0 : 1);
}
