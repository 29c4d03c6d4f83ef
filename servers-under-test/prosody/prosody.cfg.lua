daemonize = false
run_as_root = true
pidfile = ENV_WORK .. "/prosody.pid"
data_path = ENV_WORK
log = { warn = "*console" }

modules_enabled = { "websocket" }
modules_disabled = { "s2s", "admin_shell" }
c2s_ports = {}
http_interfaces = { "127.0.0.1" }
http_ports = { tonumber(ENV_PORT) }
https_ports = {}
http_default_host = "localhost"
consider_websocket_secure = true

VirtualHost "localhost"
