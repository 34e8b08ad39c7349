import { findAsset } from './asset-store.js'
import { assets } from './assets.js'
import { formatTable } from './table.js'

/** Does `animegan assets list`. */
export async function listAssets({ json = false }: { json?: boolean | undefined }): Promise<void> {
  const rows = await Promise.all(
    assets.map(async (asset) => {
      const folder = await findAsset(asset).then(
        (found) => found.folder,
        () => null,
      )
      const { name, description, licence, credit, page, files, package: npm = null } = asset
      const bytes =
        npm === null && files.every((file) => file.bytes !== undefined)
          ? files.reduce((sum, file) => sum + (file.bytes ?? 0), 0)
          : null
      const urls = files.map(({ url }) => url)
      return { name, description, licence, credit, page, bytes, urls, package: npm, folder }
    }),
  )
  if (json) console.log(JSON.stringify(rows, null, 2))
  else
    console.log(
      formatTable(
        rows.map(({ name, licence, folder, bytes, package: npm, description }) => {
          const size = bytes === null ? 'size unknown' : `${(bytes / 1e6).toFixed(1)} MB`
          const place = folder === null ? 'not here' : 'here'
          return [name, place, npm === null ? size : `npm ${npm}`, licence, description]
        }),
      ),
    )
}
