# shellcheck shell=bash
# Sourced by bin/test and bin/demo: a Maven that is new enough for the plugin build, and whether that build is possible.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ngenea-workflow
wanted_maven=3.9.11
oldest_maven=3.9.6
# The newest Jenkins line that the plugin is tested with; Jenkinsfile names it too.
newest_baseline=2.555

# A host that cannot be reached costs seconds, not minutes.
brief=(
    -Daether.connector.connectTimeout=5000
    -Daether.connector.requestTimeout=60000
    -Daether.connector.http.retryHandler.count=1
    -Dmaven.wagon.http.retryHandler.count=1
    -Dmaven.wagon.rto=60000
)

say() {
    printf '%s\n' "$*"
}

# Runs a command for at most so many seconds, where the system can do that.
bounded() {
    local seconds=$1
    shift
    if command -v timeout > /dev/null; then
        timeout "$seconds" "$@"
    else
        "$@"
    fi
}

# The feature release of a JDK's java; empty if it does not run.
feature_of() {
    "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

java_works() {
    local java=java
    [ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
    java_version=$(feature_of "$java") || java_version=
    if [ -z "$java_version" ] || [ "$java_version" -lt 17 ]; then
        say "A JDK 17 or later is needed; '$java' is ${java_version:-not there}. Install one, or set JAVA_HOME." >&2
        return 1
    fi
}

# Sets JAVA_HOME to the newest JDK among those that Jenkins supports, where one is in a usual place.
use_newest_java() {
    local wanted candidate
    for wanted in 25 21; do
        for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
            /Library/Java/JavaVirtualMachines/*/Contents/Home; do
            if [ -x "$candidate/bin/javac" ] && [ "$(feature_of "$candidate/bin/java")" = "$wanted" ]; then
                export JAVA_HOME=$candidate
                return 0
            fi
        done
    done
}

maven_version() {
    # away from the project: its .mvn would be read first
    (cd / && "$1" -v 2> /dev/null < /dev/null) | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

new_enough() {
    local version=$1
    [ -n "$version" ] && [ "$(printf '%s\n%s\n' "$oldest_maven" "$version" | sort -V | head -n 1)" = "$oldest_maven" ]
}

# Any Maven 3 at all.
find_any_maven() {
    local candidate
    for candidate in "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$(command -v mvn || true)"; do
        if [ -n "$candidate" ] && [ -n "$(maven_version "$candidate")" ]; then
            any_maven=$candidate
            return 0
        fi
    done
    say "No Maven: put any Maven 3 on the PATH, or set MAVEN_HOME." >&2
    return 1
}

# One that can build the plugin: one of those there are, else fetched by its coordinates with the one there is.
find_maven() {
    local candidate fetched=$cache/apache-maven-$wanted_maven
    for candidate in "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$(command -v mvn || true)" "$fetched/bin/mvn"; do
        if [ -n "$candidate" ] && [ -f "$candidate" ] && new_enough "$(maven_version "$candidate")"; then
            maven=$candidate
            return 0
        fi
    done
    say "Fetching Maven $wanted_maven with $any_maven"
    mkdir -p "$cache"
    local unpacked
    unpacked=$(mktemp -d "$cache/unpack.XXXXXX")
    if (cd "$unpacked" && bounded 600 "$any_maven" -B -q "${brief[@]}" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
        "-Dartifact=org.apache.maven:apache-maven:$wanted_maven:zip:bin" \
        "-DoutputDirectory=$unpacked" < /dev/null); then
        rm -rf "$fetched"
        mv "$unpacked/apache-maven-$wanted_maven" "$fetched"
        chmod +x "$fetched/bin/mvn"
    fi
    rm -rf "$unpacked"
    maven=$fetched/bin/mvn
    [ -x "$maven" ] && new_enough "$(maven_version "$maven")"
}

# Whether the parent POM, its packaging and the list of plugin versions can be had: nothing of Jenkins is on Maven Central.
#   jenkins_resolves LOG [ARGUMENT FOR MAVEN]...
jenkins_resolves() {
    local log=$1
    shift
    # the Java level of a build on another line: the parent would still hold this one to it
    rm -rf "$root/target/java-level"
    bounded 180 "$maven" -B -q -ntp "${brief[@]}" -f "$root/pom.xml" "$@" validate > "$log" 2>&1 < /dev/null
}
