import { type CSSProperties, type PropsWithChildren, type ReactNode, useId } from 'react';
import { useDialog } from '../platform/dialog';
import { EMPTY_ART, ERROR_ART } from './art';
import { Box, Btn, Icon, len, Title, Txt } from './base';
import { cx } from './classes';
import type { IconName } from './icon-names';

export type SheetP = PropsWithChildren<{ title: string; onClose?: () => void; closeLabel?: string; className?: string }>;
/**
 * A sheet from below over a dark mask. Give it to `Page overlay`. Without `onClose` only its own buttons close it. In a browser it takes the focus
 * and keeps it, Escape closes it, and the focus returns to where it was.
 */
export function Sheet({ title, onClose, closeLabel = '关闭', className, children }: SheetP) {
  const id = `sheet-${useId().replace(/\W/g, '')}`;
  useDialog(id, onClose);
  return (
    <Box className='overlay'>
      {onClose ? <Btn kind='bare' className='mask' label={closeLabel} onClick={onClose} /> : <Box className='mask' hidden />}
      <Box id={id} className={cx('sheet', className)} role='dialog' label={title}>
        <Title className='sheet__title'>{title}</Title>
        {children}
      </Box>
    </Box>
  );
}
/** A short word at the bottom that goes by itself; the text is read out. */
export const Toast = ({ text, icon }: { text: string; icon?: IconName }) => (
  <Box className='toast' role='status'>
    {text && (
      <Box className='toast__in'>
        {icon && <Icon name={icon} size={20} />}
        <Txt>{text}</Txt>
      </Box>
    )}
  </Box>
);

export type EmptyStateP = { title: string; text: string; action?: string; onAction?: () => void; second?: string; onSecond?: () => void; full?: boolean };
/** Nothing here yet: what will be here, and the way to it. */
export const EmptyState = ({ title, text, action, onAction, second, onSecond, full }: EmptyStateP) => (
  <Box className={cx('empty', full && 'empty--full')}>
    <Box className='empty__art' style={{ backgroundImage: EMPTY_ART }} hidden />
    <Title>{title}</Title>
    <Txt block className='empty__text'>
      {text}
    </Txt>
    {action && <Btn onClick={onAction}>{action}</Btn>}
    {second && (
      <Btn kind='text' className='mt2' onClick={onSecond}>
        {second}
      </Btn>
    )}
  </Box>
);
/** What an error shows: the sentence, the way out, the number to quote. It is what `ApiError` carries. */
export type Trouble = { sentence: string; wayOut?: string; requestId?: string; retryable?: boolean };
export type ErrorStateP = { error: Trouble; onRetry?: () => void; retry?: string; action?: string; onAction?: () => void; full?: boolean };
/** Something failed: what, why, the way out. A retry only where it can help. */
export const ErrorState = ({ error, onRetry, retry = '再试一次', action, onAction, full }: ErrorStateP) => (
  <Box className={cx('empty', full && 'empty--full')} role='alert'>
    <Box className='empty__art' style={{ backgroundImage: ERROR_ART }} hidden />
    <Title>{error.sentence}</Title>
    {error.wayOut && (
      <Txt block className='empty__text'>
        {error.wayOut}
      </Txt>
    )}
    {onRetry && error.retryable !== false && (
      <Btn icon='refresh' onClick={onRetry}>
        {retry}
      </Btn>
    )}
    {action && (
      <Btn kind={onRetry && error.retryable !== false ? 'text' : 'primary'} className='mt2' onClick={onAction}>
        {action}
      </Btn>
    )}
    {error.requestId && (
      <Txt block className='empty__id'>
        {`问题编号 ${error.requestId}`}
      </Txt>
    )}
  </Box>
);
/** The same inside a page that otherwise works. */
export const InlineError = ({ error, onRetry }: { error: Trouble; onRetry?: () => void }) => (
  <Box className='note note--danger' role='alert'>
    <Icon name='alert' size={20} />
    <Box className='grow'>
      <Txt block>{error.sentence}</Txt>
      {error.wayOut && (
        <Txt block className='t2'>
          {error.wayOut}
        </Txt>
      )}
      {onRetry && error.retryable !== false && (
        <Btn kind='bare' className='link link--row' onClick={onRetry}>
          再试一次
        </Btn>
      )}
    </Box>
  </Box>
);
/** Over the page while there is no network. */
export const OfflineBar = ({ text }: { text?: string }) => (
  <Box className='offline' role='status'>
    <Icon name='wifi-off' size={20} />
    <Box className='grow'>
      <Txt strong>没有网络</Txt>
      {text && <Txt>{`　${text}`}</Txt>}
    </Box>
  </Box>
);
/** A grey stand-in of the given size (px of the design, or any CSS width). */
export const Skeleton = ({ width = '100%', height = 18, className }: { width?: number | string; height?: number; className?: string }) => {
  const style: CSSProperties = { width: typeof width === 'number' ? len(width) : width, height: len(height) };
  return <Box className={cx('sk', className)} style={style} hidden />;
};
/** A page's list while it loads: announced once, then quiet. */
export const SkeletonList = ({ rows = 3, label = '正在加载' }: { rows?: number; label?: string }) => (
  <Box className='list'>
    <Txt className='sr'>{label}</Txt>
    {Array.from({ length: rows }, (_, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
      <Box key={i} className='cell cell--ico'>
        <Skeleton width={40} height={40} />
        <Box className='grow'>
          <Skeleton width='70%' />
          <Skeleton width='50%' height={14} className='mt2' />
        </Box>
      </Box>
    ))}
  </Box>
);
/** Loading, failed or there: the three states of what a page fetched. `data` wins over `error`, so a failed refresh leaves the page standing. */
export function Fetched<T>({
  data,
  error,
  onRetry,
  loading,
  children,
}: {
  data: T | null | undefined;
  error?: Trouble | null;
  onRetry?: () => void;
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (data !== null && data !== undefined) return <>{children(data)}</>;
  if (error) return <ErrorState error={error} onRetry={onRetry} />;
  return <>{loading ?? <SkeletonList />}</>;
}
