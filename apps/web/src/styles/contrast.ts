/** Linear light, 0 to 1. */
export type Rgb = [red: number, green: number, blue: number]

/**
 * `oklch(42.5% 0.075 165)` as linear sRGB, cut off at what a screen can show.
 * Björn Ottosson's matrices: https://bottosson.github.io/posts/oklab/
 * @throws Error when the text is no such colour
 */
export function rgbOf(oklch: string): Rgb {
  const found = /^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)$/.exec(oklch)
  if (!found) throw new Error(`Not a colour that can be measured: ${oklch}`)
  const [lightness = 0, chroma = 0, hue = 0] = found.slice(1).map(Number)
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness / 100 - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    shown(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    shown(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    shown(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** The ratio of WCAG 2: from 1 (the same) to 21 (black on white). */
export function contrast(one: Rgb, other: Rgb): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((x, y) => y - x)
  return (brighter + 0.05) / (darker + 0.05)
}

const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

const shown = (value: number) => Math.min(1, Math.max(0, value))
