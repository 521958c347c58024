package io.jenkins.plugins.ngenea.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.impl.configurators.DataBoundConfigurator;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.casc.model.Sequence;

/**
 * Reads a Hub from Configuration as Code. {@code folders} may be one text with a name on each line, as it was before it
 * became a list. Only there if that plugin is.
 */
@Extension(optional = true)
public final class HubConfigurator extends DataBoundConfigurator<NgeneaHub> {
    private static final String FOLDERS = "folders";

    public HubConfigurator() {
        super(NgeneaHub.class);
    }

    @NonNull
    @Override
    public NgeneaHub configure(@CheckForNull CNode hub, ConfigurationContext context) throws ConfiguratorException {
        return super.configure(withList(hub), context);
    }

    @Override
    public NgeneaHub check(@CheckForNull CNode hub, ConfigurationContext context) throws ConfiguratorException {
        return super.check(withList(hub), context);
    }

    private static CNode withList(@CheckForNull CNode hub) throws ConfiguratorException {
        if (hub == null || hub.getType() != CNode.Type.MAPPING) {
            return hub;
        }
        Mapping copy = hub.asMapping().clone();
        CNode folders = copy.get(FOLDERS);
        if (folders != null && folders.getType() == CNode.Type.SCALAR) {
            Sequence list = new Sequence();
            list.add(folders);
            copy.put(FOLDERS, list);
        }
        return copy;
    }
}
