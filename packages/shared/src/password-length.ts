/** In UTF-16 units. Apart from the schema, so that a page can say the rule without carrying the schema library. */
export const PASSWORD_MIN = 12
/** Long enough for any password manager; a hash of megabytes would be a way to keep a server busy. */
export const PASSWORD_MAX = 200
