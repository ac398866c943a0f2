import { controlPlaneSubject } from '../../helpers/flow-clusters.ts';
import { operatorFlows } from './operator-flows.ts';

operatorFlows(controlPlaneSubject);
