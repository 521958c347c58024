package io.jenkins.plugins.ngenea.paths;

import io.jenkins.plugins.ngenea.hub.model.JobState;
import io.jenkins.plugins.ngenea.hub.model.TaskFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts what failed in a job while it is written to a list of paths, and tells what such a list lacks. Not thread-safe. */
public final class FailedPathList {
    private final JobState end;
    private final String forLineEnds;

    /** A task that was cancelled because another one failed names the same paths again. */
    private final Fingerprints seen = new Fingerprints();

    private long written;
    private long leftOut;
    private long withoutPath;

    /**
     * @param end of the job
     * @param forLineEnds what to do to get paths with line ends, too, as a sentence; empty if the list can carry them
     */
    public FailedPathList(JobState end, String forLineEnds) {
        this.end = end;
        this.forLineEnds = forLineEnds;
    }

    /** Writes the path of a failure, if it has one, the list can carry it, and it is not there yet. */
    public void add(TaskFailure failure, PathListWriter writer) throws IOException {
        if (failure.path() == null) {
            withoutPath++;
        } else if (!seen.add(failure.path())) {
            return;
        } else if (writer.add(failure.path())) {
            written++;
        } else {
            leftOut++;
        }
    }

    /** How many paths are in it. */
    public long written() {
        return written;
    }

    /** Whether it has all that is left to be done. */
    public boolean isComplete() {
        return missing().isEmpty();
    }

    /** What it lacks, as part of a sentence; empty if it is complete. */
    public String missing() {
        if (end.category() == JobState.Category.ENDED_WELL) {
            return "";
        }
        if (withoutPath > 0) {
            return withoutPath + (withoutPath == 1 ? " failure names" : " failures name") + " no path";
        }
        if (leftOut > 0) {
            return leftOut + (leftOut == 1 ? " failed path" : " failed paths") + " cannot be in it";
        }
        if (end.category() == JobState.Category.CANCELLED) {
            return "the job was cancelled, and what it had not reached is not in it";
        }
        if (end == JobState.UNKNOWN_END) {
            return "it is not known how the job ended";
        }
        return written == 0 ? "the Hub does not say what failed" : "";
    }

    /** How much is in it, as a sentence. */
    public String count(String place) {
        return written + (written == 1 ? " failed path is in " : " failed paths are in ") + place + ".";
    }

    /**
     * What it lacks, in sentences; none if it is complete.
     *
     * @param place where it is
     * @param isThere false if there is none, because nothing could be written to it
     * @param seeJob where to look then, as a sentence
     */
    public List<String> warnings(String place, boolean isThere, String seeJob) {
        List<String> warnings = new ArrayList<>();
        if (leftOut > 0) {
            warnings.add(leftOut
                    + (leftOut == 1 ? " failed path is not in " : " failed paths are not in ")
                    + place
                    + (forLineEnds.isEmpty()
                            ? ": no list can contain such names."
                            : ": a list of lines cannot contain such names. " + forLineEnds));
        }
        if (withoutPath > 0) {
            warnings.add(withoutPath
                    + (withoutPath == 1 ? " failed task names no path" : " failed tasks name no path")
                    + (isThere ? ", so " + place + " is incomplete. " : ", so there is nothing to list. ")
                    + seeJob);
        }
        if (warnings.isEmpty() && !isComplete()) {
            warnings.add("The list of failed paths is incomplete: " + missing() + ". " + seeJob);
        }
        return warnings;
    }
}
