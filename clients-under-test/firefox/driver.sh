#!/bin/sh
# driver.sh PROFILE URL: starts Firefox with the preferences of this folder at the page that makes the attempts.
cp "$(dirname "$0")/user.js" "$1/user.js"
exec firefox-esr --headless --no-remote -profile "$1" "$2"
