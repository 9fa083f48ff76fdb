#!/usr/bin/env bash
# The peer: JSON cases, one a line, on standard input; {"output":...} or {"error":...}, one a line, on standard output.
# With `--repeat N` an answer also has warm timings: `render_ns` and `parse_and_render_ns`.
#
# Rule: installs nothing; says what is missing and how to install it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kept=${PEERS_FOLDER:-$here/../../../target/peers}
readonly WIREMOCK=3.13.2

# missing WHAT COMMAND…: says so, and ends.
missing() {
    local what=$1
    shift
    printf 'peer.sh: %s is missing. Install it:\n    %s\n' "$what" "$*" >&2
    exit 3
}

command -v javac >/dev/null || missing 'a Java compiler' apt-get install --no-install-recommends default-jdk-headless
class_path=
for name in velocity commons-collections3 commons-lang; do
    jar=/usr/share/java/$name.jar
    [ -e "$jar" ] || missing "$jar" apt-get install --no-install-recommends velocity
    class_path=$class_path$jar:
done
jayway=$kept/node_modules/wiremock/build/wiremock-standalone-$WIREMOCK.jar
[ -e "$jayway" ] || missing 'Jayway JsonPath, which is inside the npm package wiremock,' \
    npm install --prefix target/peers --ignore-scripts --no-audit --no-fund "wiremock@$WIREMOCK"
class_path=$class_path$jayway

# Compiled once for each source, class path and compiler; two at a time do not meet.
key=$({ cat "$here/Peer.java"; echo "$class_path"; javac -version 2>&1; } | cksum | tr ' ' -)
classes=$kept/classes-$key
if [ ! -e "$classes/Peer.class" ]; then
    building=$(mktemp -d "$kept/building.XXXXXX")
    javac -nowarn -encoding UTF-8 -cp "$class_path" -d "$building" "$here/Peer.java"
    mv -T "$building" "$classes" 2>/dev/null || rm -rf "$building"
fi
exec java -Xss8m -Xmx512m -XX:+UseSerialGC -cp "$classes:$class_path" Peer "$@"
