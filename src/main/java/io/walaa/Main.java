package io.walaa;

/** Where the process starts. */
public final class Main {
    private Main() {}

    /**
     * Starts the server.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.out.println("Walaa");
    }
}
