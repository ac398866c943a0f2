import styles from './access-page.module.css';

/** Shown instead of the workbench when this page may not speak to the engine: says how to get a link that may. */
export function AccessPage({ reason }: { reason: 'missing' | 'refused' }) {
  return (
    <main className={styles['page']}>
      <title>Access token needed · Slipway</title>
      <section className={styles['card']}>
        <h1>{reason === 'missing' ? 'This link has no access token' : 'The access token is not the right one'}</h1>
        <p>
          {reason === 'missing'
            ? 'Slipway answers only to the person who started it, so its link carries a token.'
            : 'It is of another data directory, or older than a month: then Slipway makes a new one.'}
        </p>
        <p>
          Open the whole link that <code>slipway serve</code> (or <code>npm start</code>) printed, the part after <code>#token=</code>{' '}
          included. <code>slipway status</code> shows it again:
        </p>
        <pre>Slipway ready: {window.location.origin}/#token=...</pre>
      </section>
    </main>
  );
}
