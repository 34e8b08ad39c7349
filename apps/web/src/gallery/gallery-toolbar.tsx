import { ChevronDown, Download, Ellipsis, Heart, Search, Trash2, Upload, X } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Input,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  SearchField,
  Separator,
  ToggleButton,
} from 'react-aria-components'
import { Button } from '../controls/button'
import { ChoiceMenu } from '../controls/choice-menu'
import { ConfirmDialog } from '../controls/confirm-dialog'
import menuStyles from '../controls/menu.module.css'
import { useMessages } from '../i18n/messages'
import type { GalleryEntry } from './gallery-entry'
import type { GalleryFilter } from './gallery-filter'
import styles from './gallery-toolbar.module.css'

interface GalleryToolbarProps {
  entries: readonly GalleryEntry[]
  /** Those that the filter lets through. */
  shown: readonly GalleryEntry[]
  filter: GalleryFilter
  onFilter(filter: GalleryFilter): void
  onExport(entries: readonly GalleryEntry[]): void
  onImport(file: Blob): void
  onClear(): void
}

/** Search, filters, and what concerns the whole gallery. */
export function GalleryToolbar(props: GalleryToolbarProps) {
  const { entries, shown, filter, onFilter, onExport, onImport, onClear } = props
  const { t } = useMessages()
  const [isAsking, setAsking] = useState(false)
  const fileInput = useRef<HTMLInputElement>(null)
  const models = [...new Set(entries.map(({ settings }) => settings.model))].sort()
  const act = (key: unknown) => {
    if (key === 'all') onExport(entries)
    if (key === 'shown') onExport(shown)
    if (key === 'import') fileInput.current?.click()
    if (key === 'clear') setAsking(true)
  }
  return (
    <div className={styles.toolbar}>
      <SearchField
        className={styles.search!}
        aria-label={t('gallery.search')}
        value={filter.search}
        onChange={(search) => onFilter({ ...filter, search })}
      >
        <Search aria-hidden />
        <Input className={styles.input!} placeholder={t('gallery.searchHint')} />
        {filter.search !== '' && (
          <Button variant="quiet" aria-label={t('gallery.clearSearch')}>
            <X aria-hidden />
          </Button>
        )}
      </SearchField>
      <ToggleButton
        className={styles.toggle!}
        isSelected={filter.favouritesOnly}
        onChange={(favouritesOnly) => onFilter({ ...filter, favouritesOnly })}
      >
        <Heart aria-hidden />
        {t('gallery.favourites')}
      </ToggleButton>
      {models.length > 1 && (
        <ChoiceMenu
          label={`${t('gallery.model')}: ${filter.model || t('gallery.allModels')}`}
          icon={
            <>
              {filter.model || t('gallery.allModels')}
              <ChevronDown aria-hidden />
            </>
          }
          choices={[{ id: '', label: t('gallery.allModels') }, ...models.map((id) => ({ id, label: id }))]}
          chosen={filter.model}
          onChoose={(model) => onFilter({ ...filter, model })}
        />
      )}
      <MenuTrigger>
        <Button aria-label={t('gallery.more')}>
          <Ellipsis aria-hidden />
        </Button>
        <Popover className={menuStyles.popover!} placement="bottom end">
          <Menu className={menuStyles.menu!} aria-label={t('gallery.more')} onAction={act}>
            <MenuItem id="all" className={menuStyles.item!} isDisabled={entries.length === 0}>
              {t('gallery.exportAll')}
              <Download aria-hidden />
            </MenuItem>
            {shown.length > 0 && shown.length < entries.length && (
              <MenuItem id="shown" className={menuStyles.item!}>
                {t('gallery.exportShown', { count: shown.length })}
                <Download aria-hidden />
              </MenuItem>
            )}
            <MenuItem id="import" className={menuStyles.item!}>
              {t('gallery.import')}
              <Upload aria-hidden />
            </MenuItem>
            <Separator className={styles.separator!} />
            <MenuItem id="clear" className={menuStyles.item!} isDisabled={entries.length === 0}>
              {t('gallery.deleteAll')}
              <Trash2 aria-hidden />
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <input
        ref={fileInput}
        type="file"
        accept=".zip,application/zip"
        hidden
        aria-label={t('gallery.import')}
        onChange={({ currentTarget: input }) => {
          const [file] = input.files ?? []
          if (file) onImport(file)
          input.value = ''
        }}
      />
      <ConfirmDialog
        title={t('gallery.deleteAllTitle')}
        text={t('gallery.deleteAllText')}
        action={t('gallery.deleteCount', { count: entries.length })}
        isOpen={isAsking}
        onConfirm={onClear}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}
