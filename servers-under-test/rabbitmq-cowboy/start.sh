# A node of its own. Its port mapper runs in the same process group, on a port below those that are given out as free.
export HOME="$WORK" ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((PORT % 10000 + 10000))
export RABBITMQ_NODENAME=wsspec@localhost RABBITMQ_DIST_PORT=$((PORT % 10000 + 20000))
export RABBITMQ_CONFIG_FILE="$WORK/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$WORK/enabled_plugins"
export RABBITMQ_MNESIA_BASE="$WORK/mnesia" RABBITMQ_LOG_BASE="$WORK/log" RABBITMQ_LOGS=-

epmd &
exec /usr/lib/rabbitmq/bin/rabbitmq-server
