import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of a cluster for tests, on loopback. Arguments: its name, its HTTP
 * port, its transport port, its folder, the names of all nodes, the transport
 * addresses of all nodes; lists have commas. It ends when its input does, so that
 * it never outlives the test that started it.
 */
public class Node {
    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.setMaxHttpPort(-1);
        runner.onBuild((number, settings) -> settings
            .put("node.name", args[0])
            .put("http.port", args[1])
            .put("transport.port", args[2])
            .put("network.host", "127.0.0.1")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .putList("node.roles", "cluster_manager", "data", "ingest")
            .putList("cluster.initial_cluster_manager_nodes", args[4].split(","))
            .putList("discovery.seed_hosts", args[5].split(",")));
        runner.build(OpenSearchRunner.newConfigs().numOfNode(1).basePath(args[3]).clusterName("haki-test"));
        while (System.in.read() >= 0) {
        }
        System.exit(0);
    }
}
