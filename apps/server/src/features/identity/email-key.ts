/** An e-mail address as it is compared: two that look alike to a person are one, and any text is storable. */
export function toEmailKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase().replaceAll('\0', '\u{FFFD}').toWellFormed()
}
