# To be sourced. `retry COMMAND…`: a download may fail once or twice.
retry() {
    local attempt
    for attempt in 1 2 3 4; do
        "$@" && return
        echo "attempt $attempt failed: $*" >&2
        sleep $((attempt * 5))
    done
    return 1
}
