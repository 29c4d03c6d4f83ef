# godot3-server -s driver.gd, with WSSPEC_URL and WSSPEC_PROTOCOLS: a driver for WebSocketClient of Godot (docs/clients.md).
extends SceneTree

var client = WebSocketClient.new()
var opened = false
var late = OS.get_ticks_msec() + int(OS.get_environment("WSSPEC_TIMEOUT_MS"))

func done(code, line = ""):
	if line != "":
		print(line)
	quit(code)

func _init():
	client.connect("connection_established", self, "_opened")
	client.connect("connection_error", self, "_failed")
	client.connect("connection_closed", self, "_closed")
	client.connect("data_received", self, "_received")
	var ca = OS.get_environment("WSSPEC_CAFILE")
	if ca != "":
		var certificate = X509Certificate.new()
		certificate.load(ca)
		client.set_trusted_ssl_certificate(certificate)
	var protocols = OS.get_environment("WSSPEC_PROTOCOLS").split(",", false)
	if client.connect_to_url(OS.get_environment("WSSPEC_URL"), protocols) != OK:
		done(1, "FAIL connect_to_url")

func _idle(_delta):
	client.poll()
	if OS.get_ticks_msec() > late:
		done(0 if opened else 3, "" if opened else "HUNG")

func _opened(protocol):
	opened = true
	print("OPEN ", to_json({"protocol": protocol}))
	client.get_peer(1).set_write_mode(WebSocketPeer.WRITE_MODE_TEXT)
	client.get_peer(1).put_packet("hello".to_utf8())

func _received():
	var text = client.get_peer(1).get_packet().get_string_from_utf8()
	print("MESSAGE ", to_json(text))
	if text == "hello":
		client.disconnect_from_host(1000)

func _failed():
	done(1, "FAIL connection_error")

func _closed(was_clean):
	done(0, "CLOSE clean" if was_clean else "CLOSE not clean")
