package dev.pedigree.gateway.interop;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set, under {@code pedigree.openlineage}.
 *
 * @param pending how long what is told of a run is kept, from the last time that it is told
 */
@ConfigurationProperties("pedigree.openlineage")
record OpenLineageProperties(@DefaultValue("7d") Duration pending) {}
