def branches = [:]
for (int i = 0; i < BRANCHES; i++) {
    branches["branch ${i}".toString()] = {
        sleep SECONDS
        echo 'over'
    }
}
parallel branches
