import '@fontsource-variable/onest/wght.css'
import './theme/tokens.css'
import './theme/base.css'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { MessagesProvider } from './i18n/messages-provider'
import { registerWorker } from './offline/register-worker'
import { applyTheme, readTheme } from './theme/theme'

applyTheme(readTheme())
void registerWorker()

const root = document.getElementById('root')
if (!root) throw new Error('index.html lacks the element #root')
createRoot(root).render(
  <StrictMode>
    <Suspense fallback={null}>
      <MessagesProvider>
        <App />
      </MessagesProvider>
    </Suspense>
  </StrictMode>,
)
