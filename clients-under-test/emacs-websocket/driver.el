;;; driver.el --- a driver for websocket.el (docs/clients.md)  -*- lexical-binding: t -*-
;; emacs --batch -f package-initialize -l driver.el URL [PROTOCOL,…]
(require 'json)
(require 'websocket)

(defvar driver-opened nil)
(defvar driver-failed nil)

(defun driver-say (word text)
  "Print WORD and TEXT in a line."
  (princ (format "%s %s\n" word (replace-regexp-in-string "[\r\n]+" " " text))))

(defun driver-finish (&optional word text)
  "Print WORD and TEXT, if given, and end with the exit code that belongs to them."
  (when word (driver-say word (or text "")))
  (kill-emacs (cond (driver-opened 0) ((equal word "HUNG") 3) (t 1))))

(defun driver-open (socket)
  "Say that SOCKET is open, and send the message."
  (unless driver-failed (setq driver-opened t))
  (let ((protocol (or (car (websocket-negotiated-protocols socket)) "")))
    (driver-say "OPEN" (json-encode (list (cons 'protocol protocol)))))
  (websocket-send-text socket "hello"))

(defun driver-message (socket frame)
  "Say what FRAME of SOCKET holds, and close after the echo."
  (let ((text (websocket-frame-text frame)))
    (driver-say "MESSAGE" (json-encode text))
    (when (equal text "hello") (websocket-close socket))))

;; The library calls on-close before on-error where an answer is wrong, and on-open after both.
(defun driver-error (_socket callback failure)
  "Say that FAILURE came in CALLBACK; before OPEN it is final."
  (let ((text (format "%s %s" callback (websocket-format-error failure))))
    (driver-say "ERROR" text)
    (unless (or driver-opened driver-failed)
      (setq driver-failed text)
      (run-at-time 0.7 nil #'driver-finish "FAIL" text))))

(defun driver-close (_socket)
  "Say how it ended, once the other callbacks have been called."
  (run-at-time 0 nil (lambda () (driver-finish (if driver-opened "CLOSE" "FAIL") driver-failed))))

(let* ((url (pop command-line-args-left))
       (protocols (split-string (or (pop command-line-args-left) "") "," t))
       (ca (getenv "WSSPEC_CAFILE"))
       (ms (string-to-number (or (getenv "WSSPEC_TIMEOUT_MS") "5000"))))
  (when ca (setq gnutls-trustfiles (list ca)))
  ;; An error in a process filter ends a batch Emacs, and is only shown by an interactive one: be like the latter.
  (setq backtrace-on-error-noninteractive nil
        command-error-function (lambda (failure context _function) (driver-error nil context failure)))
  (run-at-time (/ ms 1000.0) nil (lambda () (driver-finish (unless driver-opened "HUNG"))))
  (condition-case failure
      (websocket-open url :protocols protocols :on-open #'driver-open :on-message #'driver-message
                      :on-error #'driver-error :on-close #'driver-close)
    (error (driver-finish "FAIL" (error-message-string failure))))
  (while t (accept-process-output nil 1)))
