def branches = [:]
for (int i = 0; i < BRANCHES; i++) {
    branches["branch ${i}".toString()] = {
        node {
            withCredentials([string(credentialsId: 'hub-key', variable: 'KEY')]) {
                def answer = sh(returnStdout: true, script: '''
                    curl -s -X POST "$BENCH_HUB/api/file/workflow/" -H "Authorization: Api-Key $KEY" \
                        -H 'Content-Type: application/json' \
                        -d '{"paths": ["/mmfs1/data/sample_data.tgz"], "site": "dfoster1", "workflow": "migrate", "discovery": null}'
                ''')
                def id = answer.replaceAll('[^0-9]', '')
                waitUntil {
                    def job = sh(returnStdout: true,
                            script: "curl -s \"\$BENCH_HUB/api/jobs/${id}/\" -H \"Authorization: Api-Key \$KEY\"")
                    return job.contains('SUCCESS')
                }
                echo "heard ${id} ${System.currentTimeMillis()}"
            }
        }
    }
}
parallel branches
