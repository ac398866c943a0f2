import { Dialog } from '../../components/dialog.tsx';
import { frameKeys, pageKeys } from './keys.ts';
import styles from './keys-help.module.css';

/** The keys, on `?`. */
export function KeysHelp({ onClose }: { onClose(): void }) {
  return (
    <Dialog label="Keys" onClose={onClose}>
      <div className={styles['help']}>
        <h2>Keys</h2>
        <dl>
          {[...pageKeys, ...frameKeys].map(({ keys, title }) => (
            <div key={keys}>
              <dt>
                {keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{title}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
