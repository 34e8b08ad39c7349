import type { Translated } from '../catalog'
import type { grid as english } from '../en/grid'

/** Texts of the page Grid. */
export const grid: Translated<typeof english> = {
  title: 'Сетка',
  lead: 'Две вещи меняются: одна по строкам, другая по столбцам.',
  rows: 'Строки',
  columns: 'Столбцы',
  changes: 'Что меняется',
  general: 'В целом',
  nothing: 'ничего',
  from: 'От',
  to: 'До',
  steps: 'Шагов',
  another: 'Другой персонаж',
  swap: 'Поменять строки и столбцы',
  save: 'Скачать лист',
  drawing: 'Нарисовано {done} из {total}',
  caption: 'Строки: {rows}. Столбцы: {columns}.',
  modelFailed: 'Модель {model}: {reason}',
}
