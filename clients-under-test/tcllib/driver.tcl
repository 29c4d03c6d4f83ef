# tclsh driver.tcl URL [PROTOCOL,…]: a driver for the WebSocket client of tcllib (docs/clients.md).
package require http
package require tls
package require websocket

lassign $argv url protocols
set opened 0

proc say {args} {
    puts [join $args " "]
    flush stdout
}
proc finish {code args} {
    if {[llength $args]} {say {*}[string map {"\n" " "} $args]}
    exit $code
}
proc quoted {text} {
    return "\"[string map {\\ \\\\ \" \\\" \n \\n \r \\r} $text]\""
}
proc event {socket type message} {
    global opened
    switch $type {
        connect {
            set opened 1
            say OPEN "{\"protocol\":[quoted $message]}"
            websocket::send $socket text hello
        }
        text {
            say MESSAGE [quoted $message]
            if {$message eq "hello"} {websocket::close $socket 1000}
        }
        close {say CLOSE [lindex $message 0]}
        error - timeout {
            say ERROR $message
            if {!$opened} {after 700 {finish 1 FAIL "no close after the error"}}
        }
        disconnect {
            if {$opened} {finish 0} else {finish 1 FAIL $message}
        }
    }
}

set ms [expr {[info exists env(WSSPEC_TIMEOUT_MS)] ? $env(WSSPEC_TIMEOUT_MS) : 5000}]
after $ms {if {$opened} {finish 0} else {finish 3 HUNG}}
if {[info exists env(WSSPEC_CAFILE)]} {
    http::register https 443 [list tls::socket -autoservername 1 -require 1 -cafile $env(WSSPEC_CAFILE)]
}
if {[catch {websocket::open $url event -protocol [split $protocols ,]} failure]} {finish 1 FAIL $failure}
vwait forever
