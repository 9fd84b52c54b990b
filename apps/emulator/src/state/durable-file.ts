import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { platform } from 'node:os'

/** Writes a file, a text after the other, and flushes it. */
export function writeDurably(path: string, texts: Iterable<string>): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeTexts(file, texts)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Adds texts to a file and flushes it. When that fails the file is as it was. */
export function appendDurably(path: string, texts: Iterable<string>): void {
  const file = openSync(path, 'a', 0o600)
  try {
    const { size } = fstatSync(file)
    try {
      writeTexts(file, texts)
      fsyncSync(file)
    } catch (error) {
      ftruncateSync(file, size)
      throw error
    }
  } finally {
    closeSync(file)
  }
}

/** A new name is durable only when its folder is flushed too. Windows cannot open a folder, and does not need it. */
export function flushFolder(folder: string): void {
  if (platform() === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Short texts are written together. */
function writeTexts(file: number, texts: Iterable<string>): void {
  let waiting = ''
  for (const text of texts) {
    waiting += text
    if (waiting.length < CHARACTERS_PER_WRITE) continue
    writeAll(file, waiting)
    waiting = ''
  }
  writeAll(file, waiting)
}

const CHARACTERS_PER_WRITE = 1_048_576

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text)
  let written = 0
  while (written < bytes.length) written += writeSync(file, bytes, written)
}
