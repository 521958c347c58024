// Runs while the measured Jenkins starts: one user, as many executors as curl needs, and the Hub.
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import hudson.util.Secret
import io.jenkins.plugins.ngenea.config.NgeneaHub
import io.jenkins.plugins.ngenea.config.NgeneaHubConfiguration
import jenkins.model.Jenkins
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl

def env = System.getenv()
def jenkins = Jenkins.get()
jenkins.numExecutors = 50
def realm = new HudsonPrivateSecurityRealm(false, false, null)
realm.createAccount('bench', env.BENCH_PASSWORD)
jenkins.securityRealm = realm
def strategy = new FullControlOnceLoggedInAuthorizationStrategy()
strategy.allowAnonymousRead = false
jenkins.authorizationStrategy = strategy
jenkins.save()
SystemCredentialsProvider.instance.credentials.add(
        new StringCredentialsImpl(CredentialsScope.GLOBAL, 'hub-key', '', Secret.fromString(env.BENCH_KEY)))
SystemCredentialsProvider.instance.save()
NgeneaHubConfiguration.get().hubs = [new NgeneaHub('bench', env.BENCH_HUB, 'hub-key')]
