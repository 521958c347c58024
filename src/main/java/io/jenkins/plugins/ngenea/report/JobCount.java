package io.jenkins.plugins.ngenea.report;

import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One counter of a Hub job. */
@ExportedBean(defaultVisibility = 2)
public final class JobCount {
    private final String name;
    private final long value;

    JobCount(String name, long value) {
        this.name = name;
        this.value = value;
    }

    /** The Hub's word for it. */
    @Exported
    public String getName() {
        return name;
    }

    @Exported
    public long getValue() {
        return value;
    }
}
