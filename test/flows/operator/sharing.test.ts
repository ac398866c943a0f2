import { sandboxSubject } from '../../helpers/flow-clusters.ts';
import { sharingFlows } from './sharing-flows.ts';

sharingFlows(sandboxSubject);
