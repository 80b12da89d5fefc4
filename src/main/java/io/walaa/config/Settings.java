package io.walaa.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was set, parsed and in range.
 *
 * @param dataFolder where the embedded stores and what belongs to this installation are kept
 * @param http where the API listens
 * @param management where health and metrics listen
 * @param stores Redis and Postgres
 * @param node how much of this machine is used
 * @param backlog how far the ledger may fall behind, per partition, before writes are refused
 * @param deployment what all nodes of one deployment share
 * @param limits how often callers may ask
 * @param live who may open live connections, and how many
 * @param log how the log is written
 */
public record Settings(
        Path dataFolder,
        Listen http,
        Listen management,
        Stores stores,
        Node node,
        Backlog backlog,
        Deployment deployment,
        Limits limits,
        Live live,
        Log log) {

    /**
     * A listening address.
     *
     * @param host name or address
     * @param port 0 for a free one
     */
    public record Listen(String host, int port) {}

    /**
     * Where the state and the ledger live.
     *
     * @param redis absent: embedded
     * @param postgres absent: embedded
     * @param postgresConnections most connections of this node
     * @param embeddedRedisMegabytes {@code maxmemory} of the embedded Redis
     */
    public record Stores(
            Optional<URI> redis, Optional<URI> postgres, int postgresConnections, int embeddedRedisMegabytes) {}

    /**
     * What one node uses.
     *
     * @param eventLoops threads that handle requests
     * @param cachedMembers member states kept in memory
     * @param laneCommands commands of one member that may wait
     */
    public record Node(int eventLoops, int cachedMembers, int laneCommands) {}

    /**
     * How far the ledger may fall behind, per partition.
     *
     * @param entries entries not yet in Postgres
     * @param bytes their size
     * @param age of the oldest of them
     */
    public record Backlog(int entries, int bytes, Duration age) {}

    /**
     * The same on every node.
     *
     * @param partitions chosen once
     * @param idempotency how long a key of a direct operation is kept
     * @param memberToken how long a member token is good
     * @param secret keys the hashes and signs member tokens; absent: made once and kept in Postgres
     */
    public record Deployment(int partitions, Duration idempotency, Duration memberToken, Optional<String> secret) {}

    /**
     * How often one caller may ask one node.
     *
     * @param key requests per minute of an API key, 0 without a limit
     * @param member requests per minute of a member token, 0 without a limit
     * @param codes unknown voucher codes per minute of an API key from one address
     */
    public record Limits(int key, int member, int codes) {}

    /**
     * Live connections of one node.
     *
     * @param origins pages that may connect beside those of the server itself; {@code *} for all
     * @param connections in all
     * @param perAddress from one address, 0 without a limit
     * @param perMember of one member
     * @param drain over how long they are sent away when the node stops
     * @param probe how often the node makes sure that it still hears what is published
     */
    public record Live(
            Set<String> origins, int connections, int perAddress, int perMember, Duration drain, Duration probe) {}

    /**
     * The log on standard output.
     *
     * @param format {@code text} or {@code json}
     * @param level the least level that is written
     */
    public record Log(String format, String level) {}

    /**
     * Reads the settings of this process.
     *
     * @param environment the environment variables, which win over the file
     * @param file the file named on the command line, if any; else {@code WALAA_CONFIG} may name one
     * @return the settings
     * @throws StartRefused naming every unknown or malformed setting at once
     */
    public static Settings load(Map<String, String> environment, Optional<Path> file) {
        return SettingCatalogue.settings(Given.from(environment, file));
    }

    /**
     * The text of {@code --help} about settings.
     *
     * @return one paragraph per setting, with its default
     */
    public static String help() {
        return SettingCatalogue.help();
    }

    /**
     * What is set, for a person to check; secrets are masked.
     *
     * @param environment the environment variables
     * @param file the file named on the command line, if any
     * @return value and source by setting, in the order of the help
     */
    public static Map<String, String> shown(Map<String, String> environment, Optional<Path> file) {
        return SettingCatalogue.shown(Given.from(environment, file));
    }
}
