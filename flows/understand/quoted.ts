// Words in quotation marks, whichever a language or a keyboard uses.

/** One piece of quoted words, its words in one of the groups; global. */
export const quoted = /"([^"\n]{2,300})"|“([^”\n]{2,300})”|«([^»\n]{2,300})»|„([^“”\n]{2,300})[“”]/g;
