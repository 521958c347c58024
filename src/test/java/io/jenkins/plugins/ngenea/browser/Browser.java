package io.jenkins.plugins.ngenea.browser;

import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import io.jenkins.plugins.thememanager.none.NoOpThemeManagerFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window, on the pages of the Jenkins under test. What people see is found by its words. */
final class Browser implements AutoCloseable {
    static final int WIDTH = 1280;
    static final int HEIGHT = 900;
    static final int NARROW = 500;

    /** Where Debian puts them. */
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(100);

    private static final int LOOKS_UNTIL_TYPED_AGAIN = 30;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setScriptTimeout(LONG_ENOUGH);
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                // tests run as root in containers, where there is no sandbox and little shared memory
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--no-proxy-server",
                "--disable-background-networking",
                "--lang=en-US");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.resize(WIDTH, HEIGHT);
        return browser;
    }

    ChromeDriver driver() {
        return driver;
    }

    /**
     * @param path relative to Jenkins
     */
    void open(String path) {
        driver.get(Jenkins.get().getRootUrl() + path);
    }

    /** What the page has of this size, in CSS pixels: less than a window may have. */
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The theme of all pages opened from now on. */
    static void dark(boolean dark) {
        ThemeManagerPageDecorator.get().setTheme(dark ? new DarkThemeManagerFactory() : new NoOpThemeManagerFactory());
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    long number(String expression) {
        return ((Number) run("return " + expression)).longValue();
    }

    /** The last thing the supplier gave, when it is neither null nor false. */
    <T> T await(String what, Supplier<T> supplier) {
        return new WebDriverWait(driver, LONG_ENOUGH, SOON)
                .ignoring(NoSuchElementException.class, StaleElementReferenceException.class)
                .withMessage(what)
                .until(ignored -> supplier.get());
    }

    void awaitText(By place, String text) {
        await("'" + text + "' in " + place, () -> text(place).contains(text));
    }

    /** As people read it, with single blanks. */
    String text(By place) {
        return driver.findElement(place).getText().replaceAll("\\s+", " ");
    }

    /** The only one that is shown. */
    WebElement shown(SearchContext within, By what) {
        return await("one " + what, () -> {
            List<WebElement> shown = within.findElements(what).stream()
                    .filter(WebElement::isDisplayed)
                    .toList();
            return shown.size() == 1 ? shown.get(0) : null;
        });
    }

    WebElement shown(By what) {
        return shown(driver, what);
    }

    /** A button or link of these words. */
    static By called(String words) {
        return By.xpath(".//*[self::button or self::a or self::summary][normalize-space()='" + words + "']");
    }

    /** The field of a form under this label. */
    static By labelled(String label) {
        return By.xpath(".//*[*[contains(@class,'jenkins-form-label')][normalize-space(text())='" + label
                + "']]/*[contains(@class,'setting-main')]"
                + "//*[self::select or self::textarea or self::input[not(@type='hidden')]]");
    }

    void press(SearchContext within, String words) {
        click(shown(within, called(words)));
    }

    void press(String words) {
        press(driver, words);
    }

    /** Brings it to the middle first, as people do: where WebDriver scrolls to, a bar at the edge may cover it. */
    void click(WebElement element) {
        run("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    void type(SearchContext within, String label, String text) {
        WebElement field = shown(within, labelled(label));
        run("arguments[0].scrollIntoView({block: 'center'})", field);
        field.clear();
        field.sendKeys(text);
    }

    /** Types the beginning into a combobox and takes what it offers. */
    void choose(SearchContext within, String label, String beginning, String offered) {
        WebElement field = shown(within, labelled(label));
        By item = called(offered);
        AtomicInteger looks = new AtomicInteger();
        await("'" + offered + "' is offered", () -> {
            // what is offered comes from Jenkins, some time after the field is there
            if (looks.getAndIncrement() % LOOKS_UNTIL_TYPED_AGAIN == 0) {
                click(field);
                field.sendKeys(Keys.chord(Keys.CONTROL, "a"), beginning);
            }
            return driver.findElements(item).stream().anyMatch(WebElement::isDisplayed);
        });
        shown(item).click();
    }

    /** The list of steps of the Snippet Generator. */
    Select steps() {
        return new Select(shown(By.xpath("//select[option[starts-with(normalize-space(), 'ngeneaWorkflow:')]]")));
    }

    /** Makes a picture of what is on the screen for docs/images, if the system property {@code screenshots} is that folder. */
    void picture(String name) throws IOException {
        picture(name, driver);
    }

    /** The same of an element, on a screen where it is between the bars at the edges. */
    void picture(String name, WebElement of) throws IOException {
        resize(WIDTH, of.getSize().getHeight() + HEIGHT / 2);
        run("arguments[0].scrollIntoView({block: 'center'})", of);
        picture(name, (TakesScreenshot) of);
        resize(WIDTH, HEIGHT);
    }

    private static void picture(String name, TakesScreenshot of) throws IOException {
        String folder = System.getProperty("screenshots");
        if (folder != null) {
            Files.write(Path.of(folder).resolve(name), of.getScreenshotAs(OutputType.BYTES));
        }
    }

    /** What was there when a test failed. */
    void keepPicture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "browser"));
        Path file = folder.resolve(name.replaceAll("\\W+", "_") + ".png");
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        System.err.println("The page " + driver.getCurrentUrl() + " is in " + file);
    }

    /** For the next test. */
    void reset() {
        driver.get("about:blank");
        resize(WIDTH, HEIGHT);
        dark(false);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
