/** The version in package.json, kept here so that saying it needs no file. */
export const VERSION = '0.1.0'
