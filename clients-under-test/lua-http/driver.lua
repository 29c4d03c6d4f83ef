-- lua driver.lua URL [PROTOCOL,…]: a driver for the WebSocket client of lua-http (docs/clients.md).
local cqueues = require "cqueues"
local tls = require "http.tls"
local websocket = require "http.websocket"
local x509 = require "openssl.x509"

local url, list = arg[1], arg[2] or ""
local opened = false
local function say(...)
	print(table.concat({ ... }, " "))
	io.stdout:flush()
end
local function quoted(text)
	return '"' .. tostring(text):gsub('[%c"\\]', function(c) return ("\\u%04x"):format(c:byte()) end) .. '"'
end

local protocols = {}
for name in list:gmatch("[^,]+") do protocols[#protocols + 1] = name end

local function talk()
	local socket = websocket.new_from_uri(url, #protocols > 0 and protocols or nil)
	local file = os.getenv("WSSPEC_CAFILE")
	if file then
		socket.request.ctx = tls.new_client_context()
		socket.request.ctx:getStore():add(x509.new(io.open(file):read("*a")))
	end
	local connected, why = socket:connect()
	if not connected then return say("FAIL", tostring(why)) end
	opened = true
	say("OPEN", ('{"protocol":%s}'):format(quoted(socket.protocol or "")))
	socket:send("hello")
	repeat
		local message, reason, code = socket:receive()
		if not message then
			say("ERROR", tostring(reason), tostring(code))
			break
		end
		say("MESSAGE", quoted(message))
	until message == "hello"
	socket:close(1000)
	say("CLOSE", tostring(socket.got_close_code or 1006))
end

local loop = cqueues.new()
loop:wrap(function()
	local fine, why = pcall(talk)
	if not fine then say(opened and "ERROR" or "FAIL", tostring(why)) end
	os.exit(opened and 0 or 1)
end)
loop:loop(tonumber(os.getenv("WSSPEC_TIMEOUT_MS") or 5000) / 1000)
if not opened then say("HUNG") end
os.exit(opened and 0 or 3)
