/** So many bytes show what a text is written in. */
const LOOKED_AT_BYTES = 64 * 1_024
/** A text has hardly any control characters; other files are full of them. */
const MAX_CONTROL_SHARE = 0.01

/**
 * Bytes as text: what a byte order mark says, what an HTML page says of itself, UTF-8 when it is that without a fault, and
 * else windows-1252, in which every byte is a character.
 */
export function decodeText(bytes: Uint8Array, { asHtml = false } = {}): string {
  const marked = markedEncoding(bytes) ?? unmarkedUtf16(bytes)
  if (marked !== null) return new TextDecoder(marked).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder((asHtml ? encodingSaidByHtml(bytes) : null) ?? 'windows-1252').decode(bytes)
  }
}

/** Whether it reads like text, in whatever encoding. */
export function isProbablyText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, LOOKED_AT_BYTES)
  if (markedEncoding(start) !== null || unmarkedUtf16(start) !== null) return true
  const controls = start.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0)
  return controls <= start.length * MAX_CONTROL_SHARE
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** Latin text in UTF-16 has a zero at every second place, and only there. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 4_096)
  let even = 0
  let odd = 0
  for (const [index, byte] of start.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even++
    else odd++
  }
  const many = start.length * 0.3
  if (odd > many && even === 0) return 'utf-16le'
  return even > many && odd === 0 ? 'utf-16be' : null
}

function encodingSaidByHtml(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1')
  const label = /<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]{1,40})/i.exec(head)?.[1]
  try {
    return label === undefined ? null : new TextDecoder(label).encoding
  } catch {
    return null
  }
}
