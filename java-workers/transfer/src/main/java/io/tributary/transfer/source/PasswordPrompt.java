package io.tributary.transfer.source;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.util.Arrays;

/** Answers a server that asks for the password by prompt, and never agrees to anything. */
final class PasswordPrompt implements UserInfo, UIKeyboardInteractive {
  private final String password;

  PasswordPrompt(String password) {
    this.password = password;
  }

  @Override
  public String[] promptKeyboardInteractive(
      String destination, String name, String instruction, String[] prompts, boolean[] echo) {
    String[] answers = new String[prompts.length];
    Arrays.fill(answers, password);
    return answers;
  }

  @Override
  public String getPassword() {
    return password;
  }

  @Override
  public boolean promptPassword(String message) {
    return true;
  }

  @Override
  public String getPassphrase() {
    return null;
  }

  @Override
  public boolean promptPassphrase(String message) {
    return false;
  }

  @Override
  public boolean promptYesNo(String message) {
    return false;
  }

  @Override
  public void showMessage(String message) {
    // A server's banner is of no use in a log.
  }
}
