import type { ReactNode } from 'react';
import type { InstallPlanView } from '../../../engine/contract/views/installation.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts, Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { noData } from '../../format/duration.ts';
import styles from './install-page.module.css';
import { PlanTable } from './plan-table.tsx';
import type { Plan } from './use-plan.ts';

/** A plan: what stands in its way, its versions and images, and every object with what would happen to it. */
export function PlanView({ plan, children }: { plan: Plan; children?: ReactNode }) {
  const { data, planning, error, retry } = plan;
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!data && !error && <Skeleton lines={10} label="Planning" />}
      {data && data.problems.length > 0 && (
        <ErrorNotice error={{ code: 'refused', message: 'This cannot be carried out as it is.', problems: data.problems }} />
      )}
      {data && (
        <div className={planning ? styles['stale'] : undefined} aria-busy={planning}>
          <Section title="Versions and images">
            <Versions plan={data} />
          </Section>
        </div>
      )}
      {children}
      {data && (
        <div className={planning ? styles['stale'] : undefined} aria-busy={planning}>
          <PlanTable plan={data} />
        </div>
      )}
    </>
  );
}

function Versions({ plan: { from, version, images, imagesToBuild } }: { plan: InstallPlanView }) {
  return (
    <Facts
      facts={[
        ['There now', from ?? 'nothing'],
        ['Then', version ?? 'nothing'],
        ['Images', images.length > 0 ? <Images key="images" images={images} built={imagesToBuild} /> : noData],
      ]}
    />
  );
}

function Images({ images, built }: { images: string[]; built: string[] }) {
  return (
    <span className={styles['images']}>
      {images.map((image) => (
        <span key={image}>
          <code>{image}</code> {built.includes(image) && <span className="dim">built here and loaded</span>}
        </span>
      ))}
    </span>
  );
}
