def branches = [:]
for (int i = 0; i < BRANCHES; i++) {
    branches["branch ${i}".toString()] = {
        def job = ngeneaWorkflow(workflow: 'migrate', paths: ['/mmfs1/data/sample_data.tgz'], site: 'dfoster1', discovery: null)
        echo "heard ${job.id} ${System.currentTimeMillis()}"
    }
}
parallel branches
