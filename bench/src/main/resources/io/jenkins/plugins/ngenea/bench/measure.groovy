// In the script console: runs the Pipeline once and tells what it took. First the figures, then the build's "heard" lines.
import java.lang.management.ManagementFactory
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def system = ManagementFactory.operatingSystemMXBean
def threads = ManagementFactory.threadMXBean
def job = Jenkins.get().createProject(WorkflowJob, 'NAME')
job.definition = new CpsFlowDefinition(new String('PIPELINE'.decodeBase64(), 'UTF-8'), true)

// busy time of the whole machine in ticks; only Linux tells
def machine = {
    def stat = new File('/proc/stat')
    if (!stat.exists()) {
        return 0L
    }
    def ticks = stat.readLines()[0].tokenize()*.toString().drop(1)*.toLong()
    return ticks.take(8).sum() - ticks[3] - ticks[4]
}

System.gc()
threads.resetPeakThreadCount()
int threadsBefore = threads.threadCount
long cpuBefore = system.processCpuTime
long machineBefore = machine()
def build = job.scheduleBuild2(0).waitForStart()
int executors = 0
while (build.building) {
    executors = Math.max(executors, Jenkins.get().computers.sum { it.countBusy() })
    Thread.sleep(250)
}
long cpu = system.processCpuTime - cpuBefore
long machineTicks = machine() - machineBefore
println "result ${build.result}"
println "cpuMillis ${cpu.intdiv(1000000)}"
println "machineMillis ${machineTicks * 10}"
println "threads ${threads.peakThreadCount - threadsBefore}"
println "executors ${executors}"
println "bytes ${build.rootDir.directorySize()}"
build.logFile.eachLine { line ->
    def heard = line =~ /heard (\d+) (\d+)$/
    if (heard) {
        println "heard ${heard[0][1]} ${heard[0][2]}"
    }
}
