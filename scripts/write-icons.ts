// npx tsx scripts/write-icons.ts: writes public/icons.svg, one symbol for each name in components/ui/icon-names.ts.
import { copyFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import icons from 'lucide-react/dynamicIconImports'
import { ICON_NAMES } from '@/components/ui/icon-names'
import { root } from './steps/root.mjs'

type Shape = readonly [element: string, attributes: Readonly<Record<string, string>>]

export const spriteFile = path.join(root, 'public/icons.svg')

/** The sprite: shapes alone, since size, stroke and colour are those of the element that uses a symbol. */
export async function buildSprite(): Promise<string> {
  const symbols = await Promise.all(ICON_NAMES.map(buildSymbol))
  return `<!-- Icons of Lucide, https://lucide.dev; their licence is in icons-license.txt. -->
<svg xmlns="http://www.w3.org/2000/svg">
<title>Icons</title>
${symbols.join('\n')}
</svg>
`
}

async function buildSymbol(name: (typeof ICON_NAMES)[number]): Promise<string> {
  const icon = await icons[name]()
  const shapes = (icon as unknown as { readonly __iconData: { readonly node: readonly Shape[] } })
    .__iconData.node
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.map(formatShape).join('')}</symbol>`
}

function formatShape([element, { key, ...attributes }]: Shape): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
  return `<${element}${written.join('')}/>`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(spriteFile, await buildSprite())
  const license = path.join(root, 'node_modules/lucide-react/LICENSE')
  copyFileSync(license, path.join(root, 'public/icons-license.txt'))
}
