def branches = [:]
for (int i = 0; i < BRANCHES; i++) {
    branches["branch ${i}".toString()] = {
        long end = System.currentTimeMillis() + SECONDS * 1000L
        sleep SECONDS
        echo "heard ${end} ${System.currentTimeMillis()}"
    }
}
parallel branches
