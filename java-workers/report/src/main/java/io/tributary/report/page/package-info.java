/**
 * The pages for people: a day's {@code report.html}, the partner's {@code index.html} and its
 * scorecard. Each is one file that needs nothing else, and can be read without its script.
 *
 * <p>{@link io.tributary.report.page.DayPage} is what a page is made of; a section of it is a
 * class. Everything that a delivery brought goes through {@link
 * io.tributary.report.page.Html#text}.
 */
package io.tributary.report.page;
