import type { Face } from '@animegan/core'
import type { Generator } from '@animegan/runtime-web'
import { Copy, Download, ImageUp, Link, Pin } from 'lucide-react'
import { FileTrigger, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { CharacterSettings } from '../character/character-settings'
import { settleCharacter } from '../character/plan-characters'
import { Button } from '../controls/button'
import menuStyles from '../controls/menu.module.css'
import { enlargedSide } from '../faces/enlarge-face'
import { downloadFile } from '../files/download-file'
import { openPicture } from '../files/open-picture'
import { type MessageKey, useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import styles from './create-page.module.css'

/** Faces that are drawn, and what they were drawn from. */
export interface DrawnCharacters {
  faces: readonly Face[]
  settings: CharacterSettings
  /** Place of the face that is shown large. */
  selected: number
  weights: Generator['weights']
}

/** What one can do with the characters on the page. */
export interface PictureActionsOfPage {
  download(what: 'large' | 'small' | 'sheet'): Promise<void>
  copyLink(): Promise<void>
  copyImage(): Promise<void>
}

/** The acts of the buttons and of the keyboard; undefined until something is drawn. */
export function usePictureActions(drawn: DrawnCharacters | undefined): PictureActionsOfPage | undefined {
  const { t } = useMessages()
  if (!drawn) return undefined
  const { faces, settings, selected, weights } = drawn
  const face = faces[selected]
  if (!face) return undefined
  const alone = settleCharacter(weights.manifest, settings, face)
  const encode = async (what: 'large' | 'small' | 'sheet') => {
    const { encodePicture, namePicture } = await import('../files/encode-picture')
    const [shown, own] = what === 'sheet' ? [faces, settings] : [[face], alone]
    const side = what === 'large' ? enlargedSide : undefined
    return {
      name: namePicture(own, shown.length),
      png: await encodePicture({ faces: shown, weights, settings: own, side }),
    }
  }
  const attempt = async (act: () => Promise<void>, failed: MessageKey, done?: MessageKey) => {
    try {
      await act()
      if (done) notify(t(done))
    } catch {
      notify(t(failed), 'problem')
    }
  }
  return {
    download: (what) =>
      attempt(async () => {
        const { name, png } = await encode(what)
        downloadFile(name, png)
      }, 'app.errorTitle'),
    copyLink: () =>
      attempt(() => navigator.clipboard.writeText(location.href), 'create.copyFailed', 'create.linkCopied'),
    copyImage: () =>
      attempt(
        async () => {
          const png = encode('large').then((file) => file.png)
          await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
        },
        'create.copyFailed',
        'create.imageCopied',
      ),
  }
}

interface PictureActionsProps {
  actions: PictureActionsOfPage | undefined
  drawn: DrawnCharacters | undefined
  onChange(settings: CharacterSettings): void
}

/** Download, link, copy, and a picture of before. */
export function PictureActions({ actions, drawn, onChange }: PictureActionsProps) {
  const { t } = useMessages()
  const count = drawn?.faces.length ?? 0
  const face = drawn?.faces[drawn.selected]
  const small = face?.width ?? 0
  return (
    <div className={styles.actions}>
      <MenuTrigger>
        <Button isDisabled={!actions}>
          <Download aria-hidden />
          {t('create.download')}
        </Button>
        <Popover className={menuStyles.popover!}>
          <Menu
            className={menuStyles.menu!}
            aria-label={t('create.download')}
            onAction={(key) => void actions?.download(key as 'large' | 'small' | 'sheet')}
          >
            <MenuItem id="large" className={menuStyles.item!}>
              {t('create.downloadLarge', { side: enlargedSide })}
            </MenuItem>
            <MenuItem id="small" className={menuStyles.item!}>
              {t('create.downloadSmall', { side: small })}
            </MenuItem>
            {count > 1 && (
              <MenuItem id="sheet" className={menuStyles.item!}>
                {t('create.downloadSheet', { count })}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Button isDisabled={!actions} onPress={() => void actions?.copyLink()}>
        <Link aria-hidden />
        {t('create.copyLink')}
      </Button>
      <Button isDisabled={!actions} onPress={() => void actions?.copyImage()}>
        <Copy aria-hidden />
        {t('create.copyImage')}
      </Button>
      {drawn && face && count > 1 && (
        <Button onPress={() => onChange(settleCharacter(drawn.weights.manifest, drawn.settings, face))}>
          <Pin aria-hidden />
          {t('create.keepThis')}
        </Button>
      )}
      <FileTrigger
        acceptedFileTypes={['image/png']}
        onSelect={(files) => {
          const file = files?.[0]
          if (file) void openPicture(file, t)
        }}
      >
        <Button>
          <ImageUp aria-hidden />
          {t('create.openPicture')}
        </Button>
      </FileTrigger>
    </div>
  )
}
