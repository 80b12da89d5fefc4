package io.walaa.live;

/** Makes room for a new connection of a member: beyond the limit the oldest of this event loop goes. */
final class Displace {
    private Displace() {}

    static void oldest(Hub hub, Proof whose) {
        Topic topic = hub.find(whose.programme(), whose.member().value());
        int max = hub.node().admission().memberMax();
        if (topic == null || hub.node().fanout().count(whose) < max) {
            return;
        }
        topic.oldest().end(CloseCode.DISPLACED);
    }
}
