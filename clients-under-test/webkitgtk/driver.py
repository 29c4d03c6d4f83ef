"""driver.py URL: opens the page that makes the attempts in a WebKitGTK view (docs/clients.md)."""

import signal
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

view = WebKit2.WebView.new_with_context(WebKit2.WebContext.new_ephemeral())
view.connect("web-process-terminated", lambda *_: sys.exit("the web process ended"))
GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGTERM, Gtk.main_quit)
window = Gtk.Window()
window.add(view)
window.show_all()
view.load_uri(sys.argv[1])
Gtk.main()
