// In the script console: runs the Pipeline once and tells what it took. First the figures, then the build's "heard" lines.
import java.lang.management.ManagementFactory
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def system = ManagementFactory.operatingSystemMXBean
def threads = ManagementFactory.threadMXBean
def job = Jenkins.get().createProject(WorkflowJob, 'NAME')
job.definition = new CpsFlowDefinition(new String('PIPELINE'.decodeBase64(), 'UTF-8'), true)

System.gc()
threads.resetPeakThreadCount()
int threadsBefore = threads.threadCount
long cpuBefore = system.processCpuTime
def build = job.scheduleBuild2(0).waitForStart()
int executors = 0
while (build.building) {
    executors = Math.max(executors, Jenkins.get().computers.sum { it.countBusy() })
    Thread.sleep(250)
}
long cpu = system.processCpuTime - cpuBefore
println "result ${build.result}"
println "cpuMillis ${cpu.intdiv(1000000)}"
println "threads ${threads.peakThreadCount - threadsBefore}"
println "executors ${executors}"
println "bytes ${build.rootDir.directorySize()}"
build.logFile.eachLine { line ->
    def heard = line =~ /heard (\d+) (\d+)$/
    if (heard) {
        println "heard ${heard[0][1]} ${heard[0][2]}"
    }
}
