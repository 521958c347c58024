package io.jenkins.plugins.ngenea.bench;

import io.jenkins.plugins.ngenea.hub.model.PathSource;

/** Paths made as they are read, as if from a file: they cost what a String of each costs, one at a time. */
record NumberedPaths(int count) implements PathSource {
    @Override
    public Cursor open() {
        return new Cursor() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public String next() {
                return "/mmfs1/data/project/sequence/shot/frame." + next++ + ".exr";
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
