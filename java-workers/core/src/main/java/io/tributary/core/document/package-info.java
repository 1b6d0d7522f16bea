/**
 * The documents that tasks leave for each other and for people, one record each, the layout that
 * says where they lie, and the one way in which they are written as JSON.
 */
package io.tributary.core.document;
