/** What installing, upgrading or changing the options would do, decided from what is there. */
import type { Problem } from '../../../contract/errors.ts';
import { customResources } from '../objects/custom-resources.ts';
import { type InstallOptions, installOptionProblems } from '../options.ts';
import { type Judgement, judgeObject } from './judge-object.ts';
import { judgeLeftovers } from './leftovers.ts';
import type { InstallationFacts, InstallationPlan } from './plan.ts';
import { describeRef } from './refs.ts';
import { compareVersions } from './versions.ts';

export function planInstallation(facts: InstallationFacts): InstallationPlan {
  const { options, installedVersion } = facts;
  const judgements = [...facts.wanted.map((wanted) => judgeObject(wanted, facts)), ...judgeLeftovers(facts)];
  return {
    version: options.version,
    from: installedVersion,
    items: judgements.map(({ item }) => item),
    problems: [
      ...installOptionProblems(options),
      ...downgradeProblems(options.version, installedVersion),
      ...missingKindProblems(facts),
      ...judgements.flatMap(refusalProblem),
    ],
    images: imagesOf(options),
  };
}

function refusalProblem({ item, fix }: Judgement): Problem[] {
  return item.action === 'refuse' ? [{ field: describeRef(item.ref), message: item.why, fix }] : [];
}

/** What is stored in the newer form may not be readable in the older one. */
function downgradeProblems(version: string, installed: string | null): Problem[] {
  if (installed === null || compareVersions(version, installed) >= 0) return [];
  const message = `Slipway ${installed} is installed, which is newer than ${version}: going back may lose fields of what is stored.`;
  return [{ field: 'version', message, fix: `Use Slipway ${installed} or newer, or uninstall first: models are kept unless asked.` }];
}

/** In one namespace no definitions can be made: they must be there. */
function missingKindProblems({ options, served }: InstallationFacts): Problem[] {
  if (options.scope.kind === 'cluster') return [];
  const missing = customResources()
    .filter(({ apiVersion, kind }) => !served.includes(`${apiVersion} ${kind}`))
    .map(({ kind }) => kind);
  if (missing.length === 0) return [];
  const message = `The cluster does not know ${missing.join(', ')}, and an installation in one namespace cannot define kinds.`;
  return [
    { field: 'scope', message, fix: 'Ask an administrator to apply the definitions in resources/crds once: they are for all namespaces.' },
  ];
}

function imagesOf({ operator, images, simulated }: InstallOptions): string[] {
  const programs = operator === 'local' ? [] : [images.operator, images.gateway];
  // Models run in the cluster wherever the operator does.
  return [...new Set([...programs, ...(simulated && images.simulator !== null ? [images.simulator] : [])])];
}
