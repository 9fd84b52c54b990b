import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  content: Buffer | string
  /** What the entry says of its own size; the truth when it is left out. */
  saidBytes?: number
  /** Already deflated, with the CRC of what it unpacks to. */
  deflated?: { crc: number; bytes: number }
  isEncrypted?: boolean
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50

/** A ZIP file, byte by byte, so that it can lie where no program that writes one would. */
export function zipFile(entries: readonly ZipEntry[]): Buffer {
  const written = entries.map(packed)
  let offset = 0
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  for (const { head, name, data } of written) {
    const local = Buffer.concat([uint32(LOCAL), head, uint16(name.length), uint16(0), name, data])
    centrals.push(
      Buffer.concat([
        uint32(CENTRAL),
        uint16(20),
        head,
        uint16(name.length),
        // Extra fields, comment, disk, attributes within and without.
        Buffer.alloc(12),
        uint32(offset),
        name,
      ]),
    )
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.concat([
    uint32(END),
    Buffer.alloc(4),
    uint16(entries.length),
    uint16(entries.length),
    uint32(central.length),
    uint32(offset),
    uint16(0),
  ])
  return Buffer.concat([...locals, central, end])
}

/** The fields that both places tell alike: version, flags, method, time, CRC and the two sizes. */
function packed({ name, content, saidBytes, deflated, isEncrypted = false }: ZipEntry) {
  const bytes = Buffer.from(content)
  const data = deflated === undefined ? deflateRawSync(bytes) : bytes
  const head = Buffer.concat([
    uint16(20),
    uint16(isEncrypted ? 1 : 0),
    uint16(8),
    Buffer.alloc(4),
    uint32(deflated?.crc ?? crc32(bytes)),
    uint32(data.length),
    uint32(saidBytes ?? deflated?.bytes ?? bytes.length),
  ])
  return { head, name: Buffer.from(name), data }
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
