package io.jenkins.plugins.ngenea.hub.model;

import java.util.List;
import java.util.Map;

/**
 * One page of the Hub's job list.
 *
 * @param total how many jobs the whole list has ({@code count}, documented); the size of this page where the Hub gave a
 *     bare array
 * @param last whether no page follows
 * @param stats numbers of jobs by kind and value, e.g. {@code state -> {SUCCESS -> 3}} (documented); may be empty
 */
public record JobPage(List<Job> jobs, long total, boolean last, Map<String, Map<String, Long>> stats) {}
