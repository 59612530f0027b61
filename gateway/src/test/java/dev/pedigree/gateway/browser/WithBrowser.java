package dev.pedigree.gateway.browser;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** The tests of this class start a {@link Browser}. Where none is installed, they are skipped. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@EnabledIf(
    value = "dev.pedigree.gateway.browser.Browser#isInstalled",
    disabledReason = "no chromium on the PATH")
public @interface WithBrowser {}
