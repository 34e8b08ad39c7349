import type { Catalog } from '../catalog'
import { about } from './about'
import { app } from './app'
import { create } from './create'
import { explore } from './explore'
import { files } from './files'
import { gallery } from './gallery'
import { generator } from './generator'
import { grid } from './grid'
import { models } from './models'
import { transition } from './transition'

/** All texts in Russian. */
export const catalog: Catalog = {
  app,
  create,
  generator,
  files,
  explore,
  transition,
  gallery,
  grid,
  models,
  about,
}
